import { SERVING, type Serving } from '../../src/api/serving.ts'

/** As a node serves that has all the time in the world: a story is not to depend on how busy its machine is. */
export const patience: Serving = { ...SERVING, deadlineMs: 600_000 }
