/** One entry of x402 `accepts`, of version 1 or 2, as it must be before anything is made of it. */
import { isAddress, isChain } from '../../core/ids.ts'
import { isObject } from '../../core/json.ts'
import { fromX402 } from '../../core/x402.ts'
import type { Refused, Stated } from './reading.ts'

/** Reads an entry of the `accepts` of this version of x402. */
export const readRequirements =
  (version: 1 | 2) =>
  (entry: Record<string, unknown>): Stated | Refused => {
    const { scheme, asset, payTo, maxTimeoutSeconds, extra } = entry
    const amount = version === 1 ? entry.maxAmountRequired : entry.amount
    const network = version === 1 ? networkOf(entry.network) : entry.network
    if (typeof scheme !== 'string' || !SCHEME.test(scheme)) return { refused: 'scheme is not the name of one' }
    if (typeof network !== 'string' || !isChain(network)) return { refused: 'network is not a CAIP-2 id' }
    if (typeof amount !== 'string' || !isAmount(amount)) return { refused: NO_AMOUNT }
    if (amount === '0') return { refused: 'amount is 0, which asks for no payment' }
    if (isContradictory(entry)) return { refused: 'amount and maxAmountRequired are not the same' }
    if (typeof asset !== 'string' || !ASSET.test(asset)) return { refused: 'asset is not the name of one' }
    if (typeof payTo !== 'string' || !isPayee(network, payTo)) return { refused: 'payTo is not an account' }
    if (!isSeconds(maxTimeoutSeconds)) return { refused: 'maxTimeoutSeconds is not a number of seconds' }
    if (extra !== undefined && extra !== null && !isObject(extra)) return { refused: 'extra is not an object' }
    const requirements = { scheme, network, amount, asset, payTo, maxTimeoutSeconds, ...(extra ? { extra } : {}) }
    // Of all schemes `exact` alone takes the amount that is named: the others name the most they may take.
    return { network, payee: payTo, ceiling: scheme !== 'exact', price: fromX402(requirements) }
  }

const SCHEME = /^[a-z0-9-]{2,32}$/
const ASSET = /^[-.%a-zA-Z0-9]{1,128}$/
const ACCOUNT = /^[!-~]{1,512}$/
const YEAR = 31_536_000
const NO_AMOUNT = 'amount is not a whole number of atomic units, as text'

/** A uint256 in decimal text. */
export const isAmount = (text: string): boolean => /^(0|[1-9][0-9]{0,77})$/.test(text) && BigInt(text) < 1n << 256n

/** An account that money can be sent to and come back from: on an EVM chain an address, and not that of nobody. */
export const isPayee = (network: string, account: string): boolean =>
  network.startsWith('eip155:') ? isAddress(account) && !/^0x0{40}$/.test(account) : ACCOUNT.test(account)

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= YEAR

/** An entry that speaks to both versions must tell both the same. */
const isContradictory = ({ amount, maxAmountRequired }: Record<string, unknown>): boolean =>
  amount !== undefined && maxAmountRequired !== undefined && amount !== maxAmountRequired

/** What version 1 called networks (its specification, section 6; names of the published packages). */
const NETWORKS = new Map([
  ['base', 'eip155:8453'],
  ['base-sepolia', 'eip155:84532'],
  ['avalanche', 'eip155:43114'],
  ['avalanche-fuji', 'eip155:43113'],
  ['polygon', 'eip155:137'],
  ['polygon-amoy', 'eip155:80002'],
  ['solana', 'solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp'],
  ['solana-devnet', 'solana:EtWTRABZaYq6iMfeYKouRu166VU2xqa1'],
])

const networkOf = (name: unknown): unknown => (typeof name === 'string' ? (NETWORKS.get(name) ?? name) : name)
