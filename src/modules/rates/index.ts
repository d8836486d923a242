import { defineModule } from '../../core/module.ts'
import { clampToSafe } from '../../core/uint256.ts'
import { priceFeed } from './events.ts'
import type { RatesFacts } from './tables.ts'

/** What currencies and assets are worth, round by round. Which feed prices what is configuration. */
export const rates = defineModule<RatesFacts>()({
  name: 'rates',
  rules: 1,
  events: { priceFeed },
  facts: ['rate'],
  integers: { rate: { answer: 'decimal', round: 'decimal' } },
  on: {
    priceFeed: {
      AnswerUpdated: ({ current, roundId, updatedAt }, at) => [
        {
          put: 'rate',
          row: {
            id: `${at.chain}:${at.contract}`,
            answer: `${current}`,
            round: `${roundId}`,
            updated_at: clampToSafe(updatedAt),
          },
        },
      ],
    },
  },
})
