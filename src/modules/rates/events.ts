import { parseAbi } from 'viem'

/** What a Chainlink aggregator emits for each new round (AggregatorInterface). */
export const priceFeed = parseAbi([
  'event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)',
])
