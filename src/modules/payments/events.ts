import { parseAbi } from 'viem'

/** What an ERC-20 in which machines are paid emits, EIP-3009 authorizations included. */
export const paymentAsset = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce)',
])

/** Where an identity registry names accounts (ERC-721, ERC-8004). */
export const identityRegistry = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
  'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
  'event MetadataSet(uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue)',
])

/** Where the ERC-1056 registry names accounts. */
export const didRegistry = parseAbi([
  'event DIDOwnerChanged(address indexed identity, address owner, uint256 previousChange)',
  'event DIDAttributeChanged(address indexed identity, bytes32 name, bytes value, uint256 validTo, uint256 previousChange)',
])

/** Where offers are announced to be paid. */
export const offerBoard = parseAbi([
  'event OfferAnnounced(uint64 indexed index, bytes32 indexed subject, bytes32 offerId, uint64 seq, string uri, address by)',
])
