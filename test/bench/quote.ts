/** A quote over every offer of a category, through GraphQL, against reading and parsing the same tokens. */
import { sql } from 'kysely'
import { reads } from '../../src/core/asOf.ts'
import type { OffersClaims, OffersFacts } from '../../src/modules/offers/tables.ts'
import { startNode } from '../support/node.ts'
import { marketSettings, offerOf, onBoard, person, round, signed, termsOf } from '../support/offers.ts'
import { GENESIS_TIME } from '../support/scripted.ts'
import type { Measured } from './main.ts'
import { perSecond } from './perSecond.ts'

const QUESTION = `{ quote(job: { category: "x:weather.forecast", quantities: [{ meter: "point", value: "1000", unit: "{point}" }] }, first: 5) {
  nodes { rank offer { name subject } total { atomic } landed { amount } rail accepts }
} }`

/** Questions per second of the API and of the limit, with so many offers in the category. */
export const benchQuote = async (offers: number, rounds: number): Promise<Measured> => {
  const node = await startNode({ settings: marketSettings })
  const announcements = []
  for (let i = 0; i < offers; i++) {
    const seller = person(`seller ${i}`)
    announcements.push(onBoard(await signed(seller, offerOf(seller, termsOf('Fjord Weather'))), i))
  }
  node.mine(round(99_991_000n, 1n, GENESIS_TIME), ...announcements)
  await node.settle()

  const { db } = reads<OffersFacts, OffersClaims>()
  const tokens = db.selectFrom('token').select('payload').orderBy(sql`id`)
  const reader = await node.store.read()
  const limit = await perSecond(rounds, async () => {
    for (const { payload } of await reader.all(tokens)) JSON.parse(payload)
  })
  reader.release()
  const ours = await perSecond(rounds, () => node.ask(QUESTION))
  await node.close()
  return { ours, limit }
}
