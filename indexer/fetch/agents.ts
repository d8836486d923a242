import { Agent } from 'undici'
import { type GuardOptions, guardedConnector } from './guard.ts'

/** Open connections: strangers' hosts are reached under guard, the operator's own gateways without. */
export type Agents = { readonly strangers: Agent; readonly gateways: Agent; readonly close: () => Promise<void> }

/** Agents to share among fetches, HTTP/1.1 only; `close()` ends their connections at once. */
export const openAgents = (options: GuardOptions): Agents => {
  const open = (allowPrivate: boolean) =>
    new Agent({ allowH2: false, connect: guardedConnector({ ...options, allowPrivate }) })
  const strangers = open(options.allowPrivate)
  const gateways = open(true)
  const close = async () => {
    await Promise.all([strangers.destroy(), gateways.destroy()])
  }
  return { strangers, gateways, close }
}
