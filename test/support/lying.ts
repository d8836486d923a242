/** Endpoints that leave something out. */
import type { Endpoints } from '../../indexer/endpoints/endpoints.ts'
import type { Source } from '../../indexer/source.ts'
import type { Log } from '../../src/core/block.ts'

/** The same chain, without the logs that it hides while it lies. */
export const lying = (source: Source, name: string, hides: (log: Log) => boolean): Source => ({
  ...source,
  name,
  logsInRange: async (...asked) => (await source.logsInRange(...asked)).filter(log => !hides(log)),
  logsOfBlock: async (...asked) => (await source.logsOfBlock(...asked)).filter(log => !hides(log)),
})

/** Several endpoints: a work goes to the first that it may go to. `asked` names who was asked for which work, in order. */
export const several = (...sources: readonly Source[]): Endpoints & { readonly asked: string[] } => {
  const asked: string[] = []
  return {
    asked,
    names: sources.map(({ name = '' }) => name),
    on: async (work, { not = [] } = {}) => {
      const source = sources.find(({ name = '' }) => !not.includes(name))
      if (!source) throw new Error('every endpoint is excluded')
      asked.push(source.name ?? '')
      return work(source)
    },
  }
}
