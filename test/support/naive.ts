/** What feedback adds up to, from the events alone and from the beginning after each: a second reading of the same rules. */
import { createHash } from 'node:crypto'
import { type Hex, zeroAddress } from 'viem'
import { agentAt } from './facts.ts'
import { addressOf, CHAIN, type Emitted } from './scripted.ts'

/** Qualities of the tags and whole values that a story uses, times 10^6; what is not here says nothing. */
export const SAID: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  starred: { '-7': 0, '0': 0, '5': 50_000, '33': 330_000, '34': 340_000, '100': 1_000_000, '200': 1_000_000 },
  ' starred': { '-7': 0, '5': 50_000, '34': 340_000 },
  '': { '0': 0, '5': 50_000, '34': 340_000, '100': 1_000_000 },
  uptime: { '0': 0, '90': 400_000, '95': 600_000, '100': 1_000_000 },
  reachable: { '0': 0, '5': 1_000_000 },
  vouch: {},
}
const FACETS: Readonly<Record<string, string>> = { uptime: 'availability', reachable: 'availability' }

type Args = {
  agentId: bigint
  clientAddress: Hex
  feedbackIndex: bigint
  value: bigint
  valueDecimals: number
  tag1: string
}
type Said = Args & { id: string; agent: string; day: number; opinion: string | null; eighths: number; gone: boolean }

const plain = ({ value, valueDecimals }: Args): number => Number(value) / 10 ** valueDecimals

/** The rows of opinion, rater and tag_summary after these events, each with the UTC day of its block. */
export const naiveSums = (events: readonly { readonly event: Emitted; readonly day: number }[]) => {
  const said = new Map<string, Said>()
  const agents = new Map<string, { operator: string; sales: number }>()
  const accounts = new Map<string, string>()
  type Of = { agent: string; rater: string; facet: string }
  const lives = new Map<string, Of & { revoked: number; day: number; operator: string | null; by: string | null }>()
  const examples = new Map<string, string>()
  const standing = (opinion: string) => [...said.values()].filter(s => s.opinion === opinion && s.eighths > 0)

  for (const { event, day } of events) {
    if (event.event === 'Transfer') {
      const { from, to, tokenId } = event.args as { from: Hex; to: Hex; tokenId: bigint }
      const known = agents.get(agentAt(tokenId))
      if (known && from !== zeroAddress) known.sales++
      else {
        agents.set(agentAt(tokenId), { operator: to, sales: 0 })
        accounts.set(to, to)
      }
      continue
    }
    const args = event.args as Args
    const agent = agentAt(args.agentId)
    const id = `${CHAIN}:${addressOf('TestReputationRegistry')}/${args.agentId}/${args.clientAddress}/${args.feedbackIndex}`
    const before = said.get(id)
    if (event.event === 'FeedbackRevoked') {
      if (!before || before.gone) continue
      const q = SAID[before.tag1]?.[plain(before)] ?? 1
      before.eighths = day > before.day + 1 && q < 340_000 ? before.eighths / 4 : 0
      before.gone = true
      const life = before.opinion ? lives.get(before.opinion) : undefined
      if (life) life.revoked++
    } else {
      const { operator = null, sales = 0 } = agents.get(agent) ?? {}
      const speaks = SAID[args.tag1]?.[plain(args)] !== undefined
      const opinion = speaks ? `${agent}/${args.clientAddress}/${FACETS[args.tag1] ?? 'quality'}/${sales}` : null
      const eighths = speaks ? (args.tag1 === '' ? 4 : 8) : 0
      said.set(id, { ...args, id, agent, day, opinion, eighths, gone: false })
      if (opinion) {
        const { revoked = 0 } = lives.get(opinion) ?? {}
        const of = { agent, rater: args.clientAddress, facet: FACETS[args.tag1] ?? 'quality' }
        lives.set(opinion, { ...of, revoked, day, operator, by: accounts.get(args.clientAddress) ?? null })
      }
    }
    const tags = Map.groupBy(
      [...said.values()].filter(({ gone }) => !gone),
      tagId,
    )
    for (const [tag] of tags) if (!examples.has(tag)) examples.set(tag, id)
    for (const tag of examples.keys()) if (!tags.has(tag)) examples.delete(tag)
  }

  return {
    opinion: [...lives].map(([id, { agent, rater, facet, revoked, day, operator, by }]) => {
      const members = standing(id)
      const sum = (of: (s: Said) => number) => members.reduce((all, s) => all + of(s), 0)
      return {
        id,
        agent,
        rater,
        facet,
        sales: Number(id.split('/').at(-1)),
        operator,
        rater_operator: by,
        total: sum(s => s.eighths * (SAID[s.tag1]?.[plain(s)] ?? 0)),
        eighths: sum(s => s.eighths),
        counts: JSON.stringify([8, 4, 2, 1].map(n => members.filter(({ eighths }) => eighths === n).length)),
        revoked,
        day,
      }
    }),
    rater: [...Map.groupBy(said.values(), s => s.clientAddress)].map(([id, all]) => ({
      id,
      given: all.length,
      revoked: all.filter(({ gone }) => gone).length,
      starred: all.filter(({ tag1 }) => tag1.trim() === 'starred').length,
      small: all.filter(s => s.tag1.trim() === 'starred' && plain(s) <= 5).length,
    })),
    tag_summary: [...examples].map(([id, example]) => {
      const all = [...said.values()].filter(s => !s.gone && tagId(s) === id)
      const total = all.reduce((sum, s) => sum + s.value * 10n ** BigInt(18 - s.valueDecimals), 0n)
      return { id, agent: all[0]?.agent, example, values_count: all.length, total: `${total}` }
    }),
  }
}

const tagId = ({ agent, tag1 }: Said): string => `${agent}/${createHash('sha256').update(tag1).digest('hex')}`
