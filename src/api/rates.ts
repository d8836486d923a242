import { recent } from '../core/recent.ts'

/** Addresses that are remembered: some megabytes. One that is forgotten has asked for nothing lately. */
const ADDRESSES = 50_000

/**
 * Takes points from the account of an address, which holds `perMinute` at most and is filled up again steadily. Gives the
 * seconds after which they could be taken; 0: they were.
 */
export type Rates = (address: string, points: number) => number

/** Accounts that are all full; `now` in milliseconds. */
export const rates = (perMinute: number, now: () => number = () => performance.now()): Rates => {
  const accounts = recent<{ points: number; at: number }>(ADDRESSES)
  const perMs = perMinute / 60_000
  return (address, points) => {
    const at = now()
    const known = accounts.get(address)
    const account = known ?? { points: perMinute, at }
    if (!known) accounts.set(address, account)
    account.points = Math.min(perMinute, account.points + (at - account.at) * perMs)
    account.at = at
    const missing = Math.min(points, perMinute) - account.points
    if (missing > 0) return Math.ceil(missing / perMs / 1_000)
    account.points -= points
    return 0
  }
}
