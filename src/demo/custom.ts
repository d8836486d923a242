/** What customers did the day before: paid sellers and spoke of them; and some spoke of one that they never paid. */
import { type Address, type Hex, zeroHash } from 'viem'
import { contracts } from '../generated/contracts.ts'
import type { Deployment, LocalClient } from './deploy.ts'
import type { Merchant } from './market.ts'

/** Whose custom is believed in: what is spent there makes credit. */
export const SEEDS = ['Fjord Weather', 'Edge AMS', 'Lot 7', 'Bridge']

const DOLLAR = 1_000_000n
const AT_EACH_SEED = 2n * DOLLAR

/** Customers of the seeds speak well of one charger and less well of another; the third is praised for nothing. */
const SAID = [
  { of: 'Harbour', paid: DOLLAR, by: 7, stars: 96n },
  { of: 'Ring 3', paid: DOLLAR, by: 4, stars: 58n },
  { of: 'Bay 4', paid: 0n, by: 9, stars: 100n },
]

/** Lets customers pay and speak. */
export const openCustom = async (
  client: LocalClient,
  on: Deployment,
  merchants: readonly Merchant[],
  customers: readonly Address[],
): Promise<void> => {
  const named = new Map(merchants.map(merchant => [merchant.name, merchant]))
  const known = (name: string): Merchant => {
    const merchant = named.get(name)
    if (!merchant) throw new Error(`nobody in the market is called ${name}`)
    return merchant
  }
  const send = async (request: Promise<Hex>) => client.waitForTransactionReceipt({ hash: await request })
  const { abi } = contracts.TestToken
  const pay = async (account: Address, to: Address, amount: bigint) => {
    const token = { abi, address: on.dollar, account }
    await send(client.writeContract({ ...token, functionName: 'mint', args: [account, amount] }))
    await send(client.writeContract({ ...token, functionName: 'transfer', args: [to, amount] }))
  }
  for (const customer of customers) {
    for (const seed of SEEDS) await pay(customer, known(seed).account.address, AT_EACH_SEED)
  }
  for (const { of, paid, by, stars } of SAID) {
    const { agent, account } = known(of)
    for (const customer of customers.slice(0, by)) {
      if (paid > 0n) await pay(customer, account.address, paid)
      await send(rate(client, on.reputation, agent, customer, stars))
    }
  }
}

const rate = (client: LocalClient, address: Address, agent: bigint, account: Address, stars: bigint): Promise<Hex> =>
  client.writeContract({
    abi: contracts.TestReputationRegistry.abi,
    address,
    functionName: 'giveFeedback',
    args: [agent, stars, 0, 'starred', '', '', '', zeroHash],
    account,
  })
