/**
 * Integers wider than a database integer, as text whose order is the numbers' order on every engine:
 * fixed-width lower-case hex, a signed value shifted by half its range.
 */

const UINT256 = 1n << 256n
const INT128_HALF = 1n << 127n

/** uint256 -> 64 hex digits. */
export const uint256ToText = (value: bigint): string => {
  if (value < 0n || value >= UINT256) throw new RangeError(`${value} is not a uint256`)
  return value.toString(16).padStart(64, '0')
}

/** 64 hex digits -> uint256. */
export const uint256FromText = (text: string): bigint => BigInt(`0x${text}`)

/** An integer from zero up, of any size -> the number of its hex digits as three of them, and these. */
export const naturalToText = (value: bigint): string => {
  const digits = value.toString(16)
  return digits.length.toString(16).padStart(3, '0') + digits
}

/** int128 -> 32 hex digits of value + 2^127. */
export const int128ToText = (value: bigint): string => {
  if (value < -INT128_HALF || value >= INT128_HALF) throw new RangeError(`${value} is not an int128`)
  return (value + INT128_HALF).toString(16).padStart(32, '0')
}

/** 32 hex digits -> int128. */
export const int128FromText = (text: string): bigint => BigInt(`0x${text}`) - INT128_HALF

/** An unsigned integer as a number; beyond 2^53 - 1, where a number is no longer exact, that bound. */
export const clampToSafe = (value: bigint): number =>
  Number(value > BigInt(Number.MAX_SAFE_INTEGER) ? BigInt(Number.MAX_SAFE_INTEGER) : value)
