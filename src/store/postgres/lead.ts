/** Of the processes that would index into a database one does, and the others stand by until it lets go. */
import type pg from 'pg'
import type { Lease } from '../open.ts'
import { lockOf } from './transact.ts'

/** The session that indexes says so often that it lives, and is ended when it has not for so long: its process hangs. */
const BEAT_MS = 5_000
const HUNG_MS = 30_000

/**
 * Takes the lock of the session that indexes, in a session of its own; where another has it, says so and waits. Null: the
 * signal was aborted. A process that lost the lock and does not know it is fenced by the epoch of its successor.
 */
export const leadOf = async (
  connect: () => Promise<pg.Client>,
  signal: AbortSignal,
  onStandby: () => void,
): Promise<Lease | null> => {
  if (signal.aborted) return null
  const client = await connect()
  const end = () => void client.end().catch(() => {})
  signal.addEventListener('abort', end, { once: true })
  try {
    const { rows } = await client.query<{ held: number }>(`select pg_try_advisory_lock(${lockOf('index')}) as held`)
    if (rows[0]?.held !== 1) {
      onStandby()
      // Lets the server notice that whoever waits is gone; not every system can.
      await client.query('set client_connection_check_interval = 5000').catch(() => {})
      await client.query(`select pg_advisory_lock(${lockOf('index')})`)
    }
    await client.query(`set idle_session_timeout = ${HUNG_MS}`)
  } catch (error) {
    end()
    if (signal.aborted) return null
    throw error
  } finally {
    signal.removeEventListener('abort', end)
  }
  return leaseOn(client)
}

const leaseOn = (client: pg.Client): Lease => {
  const lost = new AbortController()
  const lose = () => lost.abort()
  client.once('end', lose).once('error', lose)
  const isHeld = () =>
    client.query('select 1').then(
      () => !lost.signal.aborted,
      () => {
        lose()
        return false
      },
    )
  const beat = setInterval(() => void isHeld(), BEAT_MS)
  beat.unref()
  return {
    lost: lost.signal,
    isHeld,
    release: async () => {
      clearInterval(beat)
      await client.end().catch(() => {})
    },
  }
}
