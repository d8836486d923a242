import { parseAbi } from 'viem'

/** The three carriers of an announcement: our own board, an ERC-1056 attribute, ERC-8004 metadata. */
export const offerBoard = parseAbi([
  'event OfferAnnounced(uint64 indexed index, bytes32 indexed subject, bytes32 offerId, uint64 seq, string uri, address by)',
])

export const didRegistry = parseAbi([
  'event DIDAttributeChanged(address indexed identity, bytes32 name, bytes value, uint256 validTo, uint256 previousChange)',
])

export const identityRegistry = parseAbi([
  'event MetadataSet(uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue)',
])
