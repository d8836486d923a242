import { parseAbi } from 'viem'

/** What an ERC-20 in which machines are paid emits, EIP-3009 authorizations included. */
export const paymentAsset = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce)',
])

/** Where an identity registry names accounts (ERC-721, ERC-8004). */
export const identityRegistry = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
  'event Registered(uint256 indexed agentId, string agentURI, address indexed owner)',
  'event MetadataSet(uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue)',
])

/** Where the ERC-1056 registry names accounts. */
export const didRegistry = parseAbi([
  'event DIDOwnerChanged(address indexed identity, address owner, uint256 previousChange)',
])
