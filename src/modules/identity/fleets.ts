/** Reads of fleets: identities by who rules them and by who may sign for them. */
import { type Expression, type SqlBool, sql } from 'kysely'
import { zeroAddress } from 'viem'
import { reads } from '../../core/asOf.ts'
import { behind, type Order, type PageRequest } from '../../core/page.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { Key } from './keys.ts'
import type { IdentityFacts } from './tables.ts'

const { db, at } = reads<IdentityFacts>()

/** What identities are asked for, checked. */
export type FleetFilter = {
  readonly chain?: string | undefined
  /** An address, lower-case. */
  readonly controller?: string | undefined
  /** Any of these keys may sign. */
  readonly signers?: readonly Key[] | undefined
  readonly deactivated?: boolean | undefined
  /** Whether a P-256 key may sign. */
  readonly hardwareBound?: boolean | undefined
  /** A DID that is left out. */
  readonly except?: string | undefined
}

export const BY_ID: readonly ['chain', 'id'] = ['chain', 'id']

export type FleetMember = { readonly chain: string; readonly id: string }

/** Which page of which fleet. */
export type FleetQuestion = FleetFilter & { readonly descending: boolean; readonly page: PageRequest }

/** A page of the DIDs that ERC-1056 has spoken of, and one more. */
export const fleet = (snapshot: Snapshot, question: FleetQuestion): Promise<FleetMember[]> => {
  const { signers, hardwareBound, controller } = question
  // The keys lead where they are fewer than what they open.
  if (signers) return byKeys(snapshot, question, within(signers))
  const rare = hardwareBound && controller === undefined
  return rare ? byKeys(snapshot, { ...question, hardwareBound: undefined }, P256) : byIds(snapshot, question)
}

const byIds = (snapshot: Snapshot, question: FleetQuestion): Promise<FleetMember[]> => {
  const { descending, page } = question
  const order: Order<'d.chain' | 'd.id'> = { columns: ['d.chain', 'd.id'], descending }
  return snapshot.all(
    db
      .selectFrom(at(snapshot, 'did', 'd'))
      .select(['d.chain', 'd.id'])
      .where(matches(snapshot, question))
      .$if(page.after !== null, q => q.where(behind(order, page.after ?? [])))
      .orderBy('d.chain', descending ? 'desc' : 'asc')
      .orderBy('d.id', descending ? 'desc' : 'asc')
      .limit(page.first + 1),
  )
}

/** One key may be there under many names, and an identity is listed once: more is read until the page is full. */
const byKeys = async (
  snapshot: Snapshot,
  question: FleetQuestion,
  keys: Expression<SqlBool>,
): Promise<FleetMember[]> => {
  const { first } = question.page
  const found: FleetMember[] = []
  let { after } = question.page
  while (found.length <= first) {
    const rows = await keyHolders(snapshot, question, keys, { first, after })
    for (const row of rows) if (row.id !== found.at(-1)?.id) found.push(row)
    const last = found.at(-1)
    if (rows.length <= first || !last) break
    after = BY_ID.map(column => last[column])
  }
  return found.slice(0, first + 1)
}

const keyHolders = (
  snapshot: Snapshot,
  question: FleetQuestion,
  keys: Expression<SqlBool>,
  page: PageRequest,
): Promise<FleetMember[]> => {
  const { descending } = question
  const order: Order<'e.chain' | 'e.did'> = { columns: ['e.chain', 'e.did'], descending }
  const ruled = db
    .selectFrom(at(snapshot, 'did', 'd', sql`chain = e.chain and id = e.did`))
    .select('d.id')
    // A deactivation is a change of owner too.
    .whereRef('d.epoch', '=', sql.ref('e.epoch'))
    .where(matches(snapshot, question))
  return snapshot.all(
    db
      .selectFrom(at(snapshot, 'did_entry', 'e', sql`${keys}`))
      .select(['e.chain', 'e.did as id'])
      .where('e.valid_to', '>', snapshot.now)
      .where(({ exists }) => exists(ruled))
      .$if(page.after !== null, q => q.where(behind(order, page.after ?? [])))
      .orderBy('e.chain', descending ? 'desc' : 'asc')
      .orderBy('e.did', descending ? 'desc' : 'asc')
      .limit(page.first + 1),
  )
}

/** What a filter says of an identity, `d`, its signers aside. */
const matches = (snapshot: Snapshot, filter: FleetFilter): Expression<SqlBool> => {
  const { chain, controller, deactivated, hardwareBound, except } = filter
  const said = [
    chain === undefined ? null : sql`d.chain = ${chain}`,
    // Whoever deactivated an identity rules it no more.
    controller === undefined ? null : sql`d.owner = ${controller} and d.deactivated = 0`,
    // The owner of the deactivated is 0x0, and has an index.
    deactivated === undefined ? null : sql`d.owner ${sql.raw(deactivated ? '=' : '<>')} ${zeroAddress}`,
    except === undefined ? null : sql`d.id <> ${except}`,
    hardwareBound === undefined ? null : sql`${sql.raw(hardwareBound ? '' : 'not ')}${holdsP256(snapshot)}`,
  ]
  return sql<SqlBool>`1 = 1 ${sql.join(
    said.filter(term => term !== null).map(term => sql`and ${term}`),
    sql` `,
  )}`
}

const holdsP256 = (snapshot: Snapshot) => {
  const held = db
    .selectFrom(at(snapshot, 'did_entry', 'p', sql`chain = d.chain and did = d.id and ${P256}`))
    .select('p.id')
    .where('p.valid_to', '>', snapshot.now)
    .whereRef('p.epoch', '=', sql.ref('d.epoch'))
  return sql`exists ${held}`
}

const within = (keys: readonly Key[]) => sql<SqlBool>`key in (${sql.join(keys)})`

/** As the index `did_entry_by_p256` spells it. */
const P256 = sql<SqlBool>`key >= 'p256' and key < 'p257'`
