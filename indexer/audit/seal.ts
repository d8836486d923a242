/** Proves that every log of a contract is held: its storage has words that all its logs determine. */
import type { Seal } from '../../src/core/audit.ts'
import type { Head } from '../../src/core/block.ts'
import { PortolanError } from '../../src/core/errors.ts'
import { logsBehind } from '../../src/store/logs.ts'
import { reading } from '../../src/store/open.ts'
import { closeDifferences, openDifference } from '../../src/store/repairs.ts'
import type { TailCheckRow } from '../../src/store/tailChecks.ts'
import type { Contract } from '../contracts.ts'
import { provenWords } from '../proof/state.ts'
import type { Checking } from './tail.ts'

/** Blocks with logs of one page. */
const PAGE = 1_000

type Sealed = Pick<
  TailCheckRow,
  'outcome' | 'detail' | 'checked' | 'differing' | 'next_key' | 'next_block' | 'next_checked'
>

/**
 * Folds the stored logs of the contract up to the block and compares the words with those of its storage, whose proof must
 * lead to the state root of a header that has our hash. Where the header does not recompute it is `unproved`.
 */
export const checkSeal = async (
  run: Checking,
  { address }: Contract,
  seal: Seal,
  row: TailCheckRow,
  final: Head,
): Promise<Sealed> => {
  const { spec, store, endpoints, signal } = run
  const { chain } = spec
  const { proof, header } = await endpoints.on(
    async source => {
      if (!source.proof) throw new PortolanError('rpc_refused', `${source.name ?? 'the source'} proves no storage`)
      const [[header], proof] = await Promise.all([
        source.headers([final.number], signal),
        source.proof(address, seal.slots, final.number, signal),
      ])
      if (header?.hash !== final.hash)
        throw new PortolanError('rpc_inconsistent', `block ${final.number} is final and another one there`)
      return { proof, header }
    },
    { signal, from: final.number },
  )
  if (header.stateRoot === undefined)
    throw new PortolanError('rpc_unproved', `block ${final.number} does not name the root of its state`)
  const theirs = await provenWords(header.stateRoot, address, seal.slots, proof)

  const folded = await fold(run, address, seal, row, final.number)
  const { words, checked } = folded
  const next = { next_key: JSON.stringify(words.map(String)), next_block: final.number, next_checked: checked }
  if (words.every((word, i) => word === theirs[i])) {
    await store.write(() => closeDifferences(chain, [idOf(address)]))
    const isProved = header.recomputed === final.hash
    const detail = isProved ? null : `the hash of block ${final.number} cannot be recomputed from its header`
    return { ...next, outcome: isProved ? 'proved' : 'unproved', detail, checked, differing: 0 }
  }
  const [held, said] = [words, theirs].map(words => words.map(word => `0x${word.toString(16)}`).join(' '))
  const detail = `its words are ${said}, those of the logs held are ${held}`
  await store.write(() =>
    openDifference(chain, idOf(address), { contract: address, from: null, to: final.number, detail }),
  )
  return { ...UNBEGUN, outcome: 'differs', detail, checked, differing: 1 }
}

/** Goes on where the last fold ended: what was final then still is. */
const fold = async (
  { spec, store }: Checking,
  address: string,
  seal: Seal,
  { next_key, next_block, next_checked }: TailCheckRow,
  to: number,
): Promise<{ readonly words: readonly bigint[]; readonly checked: number }> => {
  let words = next_key === '' ? seal.first : (JSON.parse(next_key) as string[]).map(BigInt)
  let checked = next_key === '' ? 0 : next_checked
  for (let after = next_key === '' ? -1 : (next_block ?? -1); after < to; ) {
    const page = await reading(store, reader => logsBehind(reader, spec.chain, address, { after, to }, PAGE))
    for (const log of page.logs) words = seal.next(words, log)
    checked += page.logs.length
    after = page.upTo
  }
  return { words, checked }
}

const idOf = (address: string): string => `check/seal/${address}`

const UNBEGUN = { next_key: '', next_block: null, next_checked: 0 } as const
