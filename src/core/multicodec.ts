/** Multicodec prefixes of public keys (https://github.com/multiformats/multicodec), hex. */
export const MULTICODEC = { secp256k1: 'e701', ed25519: 'ed01', p256: '8024', x25519: 'ec01' } as const

/** The curve that keys under this prefix sign on; null: another curve, or none. */
export const signingCurve = (hex: string): 'secp256k1' | 'ed25519' | 'p256' | null =>
  (['secp256k1', 'ed25519', 'p256'] as const).find(curve => hex.startsWith(MULTICODEC[curve])) ?? null
