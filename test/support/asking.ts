/** The API over a store that something else fills, without ports. */
import assert from 'node:assert/strict'
import { api } from '../../src/api/server.ts'
import type { Module } from '../../src/core/module.ts'
import type { Settings } from '../../src/core/settings.ts'
import { modules as all } from '../../src/modules/index.ts'
import type { Store } from '../../src/store/open.ts'
import type { Answer } from './node.ts'
import { patience } from './patience.ts'
import { noSettings } from './settings.ts'

/** Makes the API of a store and the means to ask it. What it could not do is in `faults`. */
export const asking = (store: Store, settings: Partial<Settings> = {}, modules: readonly Module[] = all) => {
  const faults: unknown[] = []
  const server = api({
    store,
    modules,
    settings: { ...noSettings, ...settings },
    version: '0.0.0-test',
    example: '{ __typename }',
    serving: patience,
    onFault: fault => faults.push(fault),
  })
  const answered = async <R>(query: string, variables: object): Promise<Answer<R>> => {
    const request = new Request('http://node.test/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return (await (await server.fetch(request)).json()) as Answer<R>
  }
  return {
    server,
    faults,
    answered,
    /** Asks, and fails where the answer is an error. */
    ask: async <R = Record<string, unknown>>(query: string, variables: object = {}): Promise<R> => {
      const { data, errors } = await answered<R>(query, variables)
      assert.equal(errors, undefined, JSON.stringify(errors))
      return data
    },
  }
}
