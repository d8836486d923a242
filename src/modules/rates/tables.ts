/** Rows of `schema/sql/rates.sql`. */
export type RateRow = { id: string; answer: string; round: string; updated_at: number }

export type RatesFacts = { rate: RateRow }
