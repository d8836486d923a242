/** Payments that others say were made, held against those that were (ERC-8004 feedback files, `proofOfPayment`). */
import type { Snapshot } from '../../core/snapshot.ts'
import { paymentsOfTx, tenures } from './queries.ts'
import type { Claimant, Proof, Proved, TenureRow } from './tables.ts'

/** The payment that is said to have been made by a reviewer to the operator of an agent, or what is wrong with it. */
export const paymentOfProof = async (
  snapshot: Snapshot,
  { from, to, chain, tx }: Proof,
  claimant: Claimant,
): Promise<Proved> => {
  const not = (verdict: Exclude<Proved['verdict'], 'MATCH'>): Proved => ({ verdict, payment: null })
  if (from === null || to === null || chain === null || tx === null) return not('MALFORMED')
  if (chain !== claimant.chain) return not('OTHER_CHAIN')
  const inTx = await snapshot
    .loader('paymentsOfTx', (hashes: readonly string[]) => paymentsOfTx(snapshot, hashes))
    .load(tx)
  const there = inTx.filter(payment => payment.chain === chain)
  const meant = there.filter(({ payer, payee }) => payer === from && payee === to)
  if (meant.length === 0) {
    if (there.some(({ payee }) => payee === to)) return not('WRONG_PAYER')
    return not(there.some(({ payer }) => payer === from) ? 'WRONG_PAYEE' : 'NO_SUCH_PAYMENT')
  }
  if (from !== claimant.client) return not('WRONG_PAYER')
  const operator = (await tenureOf(snapshot, claimant.agent))?.operator
  const payment = meant.find(({ payee_operator }) => payee_operator !== null && payee_operator === operator)
  return payment ? { verdict: 'MATCH', payment } : not('WRONG_PAYEE')
}

/** Under whom an agent stands, looked up together with the others that are asked for. */
export const tenureOf = (snapshot: Snapshot, agent: string): Promise<TenureRow | null> =>
  snapshot.loader('tenures', (agents: readonly string[]) => tenures(snapshot, agents)).load(agent)
