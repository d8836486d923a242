/** What PostgreSQL and the way to it say when they fail, as errors of ours where a user can do something about it. */

import { messageOf, PortolanError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'

const SOCKET = /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/

/**
 * SQLSTATE classes and codes of a server that is away, starting, stopping, full or in the middle of something: the same
 * may pass later. 08 connection, 53 resources, 57P0x shutdown and start, 25P03 and 57P05 idle too long, 40 conflicts.
 */
const LATER = /^(08...|53...|57P0[1-5]|25P03|40001|40P01|25006)$/

/** What the driver says without a code, where the connection has ended or never came to be. */
const ENDED = /^(Connection terminated|Client has encountered a connection error|timeout e|Client was closed)/

/** Whether the database may be there again later: nothing is wrong with what was asked. */
export const isAway = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.every(isAway)
  const code = codeOf(error)
  return SOCKET.test(code) || LATER.test(code) || (code === '' && error instanceof Error && ENDED.test(error.message))
}

/** An error as the rest of the house knows it; one that is ours, or a fault, stays. Never holds the URL. */
export const classed = (error: unknown, place: string): unknown => {
  if (error instanceof PortolanError) return error
  const code = codeOf(error)
  if (isAway(error)) return unavailable(place, error)
  const found = SAID[code]
  return found ? new PortolanError(found[0], `${found[1]} (${place})`, { hint: found[2], cause: error }) : error
}

/** `store_unavailable`: the database is away. */
export const unavailable = (place: string, cause: unknown): PortolanError =>
  new PortolanError('store_unavailable', `the database at ${place} cannot be used now: ${said(cause)}`, {
    hint: 'is it running and reachable? It is tried again',
    cause,
  })

/** An error of several connection attempts says nothing itself. */
const said = (cause: unknown): string =>
  cause instanceof AggregateError ? cause.errors.map(messageOf).join('; ') : messageOf(cause)

const CREATE = `create it: create database portolan template template0 encoding 'UTF8' locale 'C'`

const SAID: { readonly [code: string]: readonly [PortolanError['code'], string, string] } = {
  '28P01': ['bad_config', 'the database refuses user or password', 'correct the store URL'],
  '28000': ['bad_config', 'the database refuses this user', 'correct the store URL, or pg_hba.conf'],
  '3D000': ['bad_config', 'there is no such database', CREATE],
  '42501': ['bad_config', 'the user may not do this in the database', 'let it own the database'],
  '42P01': ['bad_config', 'the store holds no tables yet', 'start the indexer first: it creates them'],
  '57014': ['timeout', 'the question takes the database too long', 'ask for less, or try again later'],
  '55P03': ['busy', 'the store is being written', 'try again in a minute'],
}

const codeOf = (error: unknown): string => (isObject(error) && typeof error.code === 'string' ? error.code : '')
