/** The SDL of every module and their resolvers -> one executable schema. */
import { readdirSync, readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { IResolvers } from '@graphql-tools/utils'
import type { GraphQLSchema } from 'graphql'
import type { Module } from '../core/module.ts'
import { catalogueOf } from '../store/catalogue.ts'
import { base } from './base.ts'
import { commitments } from './commitment.ts'
import { feed } from './feed.ts'
import { Subscription } from './heads.ts'
import { scalars } from './scalars.ts'

const SDL = new URL('../../schema/graphql/', import.meta.url)

/** The contract that clients see. Every field that is not a property of its parent must have a resolver. */
export const executableSchema = (modules: readonly Module[], version: string): GraphQLSchema =>
  makeExecutableSchema({
    typeDefs: readdirSync(SDL)
      .sort()
      .map(name => readFileSync(new URL(name, SDL), 'utf8')),
    resolvers: [
      scalars,
      base(version),
      commitments,
      feed(catalogueOf(modules)),
      { Subscription },
      ...modules.map(module => module.resolvers as IResolvers),
    ],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  })
