/** Histories as periods: what held from which event to which, and how it ended. Pure. */
import { zeroAddress } from 'viem'
import type { Stored } from '../../core/asOf.ts'
import { position } from '../../core/origin.ts'
import { sectionOf } from './dids.ts'
import type { AgentRow, DidEventRow, Period } from './tables.ts'

/** An event of an identity, with the time of its block. */
export type TimedEvent = Stored<DidEventRow> & { readonly time: number }

type Open = { -readonly [K in keyof Period]: Period[K] }
type Ending = NonNullable<Period['ending']>

const begin = (kind: Period['kind'], value: string, from: string | null, more: Partial<Period> = {}): Open => ({
  kind,
  name: null,
  fragment: null,
  value,
  from,
  to: null,
  ending: null,
  endsAt: null,
  inheritedFrom: null,
  ...more,
})

const expired = ({ endsAt }: Open, time: number): boolean => endsAt !== null && endsAt <= time

/** Ends a period with an event, unless its time had run out before. */
const end = (period: Open, to: string, ending: Ending, time: number): void => {
  if (expired(period, time)) period.ending = 'EXPIRED'
  else Object.assign(period, { to, ending })
}

/** The periods of an identity from all its events, in order, as they stand at a time. */
export const didPeriods = (identity: string, events: readonly TimedEvent[], now: number): Period[] => {
  let owner = begin('OWNER', identity, null)
  const periods = [owner]
  const standing = new Map<string, Open>()
  // What no change of owner has met yet, so that a change looks at nothing twice.
  let fresh: Open[] = []
  let keys = 0
  let services = 0
  for (const { kind, name, value, valid_to, bf, li, time } of events) {
    const here = position(bf, li)
    if (kind === 'owner') {
      if (value === owner.value) continue
      const gone = value === zeroAddress
      end(owner, here, gone ? 'DEACTIVATED' : 'REPLACED', time)
      if (gone) {
        for (const period of standing.values()) end(period, here, 'DEACTIVATED', time)
        break
      }
      for (const period of fresh) if (!period.to && !expired(period, time)) period.inheritedFrom = here
      fresh = []
      owner = begin('OWNER', value, here)
      periods.push(owner)
      continue
    }
    const section = sectionOf({ kind, name })
    if (section === null) continue
    const fragment = section === 'key' ? `delegate-${++keys}` : `service-${++services}`
    const said = `${kind} ${name} ${value}`
    const live = valid_to > time
    const before = standing.get(said)
    if (before) end(before, here, live ? 'REPLACED' : 'REVOKED', time)
    standing.delete(said)
    if (!live) continue
    const endsAt = valid_to === Number.MAX_SAFE_INTEGER ? null : valid_to
    const period = begin(section === 'key' ? 'KEY' : 'SERVICE', value, here, { name, fragment, endsAt })
    standing.set(said, period)
    fresh.push(period)
    periods.push(period)
  }
  for (const period of periods) if (period.ending === null && expired(period, now)) period.ending = 'EXPIRED'
  return periods
}

/** The periods of an agent from the versions of its row, in order: what each block left behind. */
export const agentPeriods = (versions: readonly AgentRow[]): Period[] => {
  const periods: Open[] = []
  const standing: { [kind in Period['kind']]?: Open | undefined } = {}
  const change = (kind: Period['kind'], to: string, ending: Ending, value: string | null, from: string): void => {
    const before = standing[kind]
    if (before) Object.assign(before, { to, ending })
    standing[kind] = value === null ? undefined : begin(kind, value, from)
    if (standing[kind]) periods.push(standing[kind])
  }
  let before: AgentRow | undefined
  for (const row of versions) {
    const { owner, owner_at, wallet, wallet_at, uri, uri_at } = row
    if (owner !== before?.owner) change('OWNER', owner_at, 'REPLACED', owner, owner_at)
    // A transfer clears the wallet, also one that gives the agent to its owner.
    if (before && owner_at !== before.owner_at) change('WALLET', owner_at, 'OWNER_CHANGED', wallet, wallet_at)
    else if (wallet !== (before?.wallet ?? null))
      change('WALLET', wallet_at, wallet === null ? 'REVOKED' : 'REPLACED', wallet, wallet_at)
    if (uri !== (before?.uri ?? null) && uri_at !== null) change('URI', uri_at, 'REPLACED', uri, uri_at)
    before = row
  }
  return periods.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

/** Where a period stands in a history. */
export const placeOf = ({ from, kind }: Period): readonly [from: string, kind: string] => [from ?? '', kind]

const orderOf = (period: Period): string => placeOf(period).join(' ')
