import { parseAbi } from 'viem'

/** Where a DID names an agent, and where an agent names a DID. */
export const didRegistry = parseAbi([
  'event DIDAttributeChanged(address indexed identity, bytes32 name, bytes value, uint256 validTo, uint256 previousChange)',
])

export const identityRegistry = parseAbi([
  'event MetadataSet(uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue)',
])
