/** Makes `src/generated` from the contract: `npm run generate`. `--check` compares, `--copy <folder>` copies what runs. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as resolvers from '@graphql-codegen/typescript-resolvers'
import { buildSchema, parse } from 'graphql'
import { compileContracts, renderContracts } from './contracts/compile.ts'

const SCHEMA = import.meta.dirname
const GENERATED = join(SCHEMA, '../src/generated')

const main = async ([option, folder]: string[]): Promise<void> => {
  if (option === '--copy' && folder) {
    for (const part of ['graphql', 'sql', 'json']) cpSync(join(SCHEMA, part), join(folder, part), { recursive: true })
    return
  }
  const files: Record<string, string> = {
    'schema.ts': await resolverTypes(),
    'contracts.ts': renderContracts(compileContracts()),
  }
  const stale = Object.entries(files).filter(([name, text]) => option !== '--check' || read(name) !== text)
  if (option !== '--check') for (const [name, text] of stale) writeFileSync(join(GENERATED, name), text)
  else if (stale.length > 0) {
    process.stderr.write(
      `out of date: ${stale.map(([name]) => `src/generated/${name}`).join(', ')}; run npm run generate\n`,
    )
    process.exitCode = 1
  }
}

const read = (name: string): string | null => {
  try {
    return readFileSync(join(GENERATED, name), 'utf8')
  } catch {
    return null
  }
}

const MODULES = '../modules'
const mappers = {
  Origin: '../core/snapshot.ts#OriginRef',
  Document: '../core/snapshot.ts#DocumentRef',
  Meta: '../core/snapshot.ts#Snapshot',
  Agent: `${MODULES}/identity/tables.ts#AgentParent`,
  AgentMetadata: `${MODULES}/identity/tables.ts#AgentMetadataParent`,
  Registration: `${MODULES}/identity/tables.ts#RegistrationParent`,
  Identity: `${MODULES}/identity/tables.ts#IdentityParent`,
  IdentityKey: `${MODULES}/identity/tables.ts#IdentityEntryParent`,
  IdentityService: `${MODULES}/identity/tables.ts#IdentityEntryParent`,
  Period: `${MODULES}/identity/tables.ts#PeriodParent`,
  Offer: `${MODULES}/offers/tables.ts#OfferParent`,
  Announcement: `${MODULES}/offers/tables.ts#AnnouncementParent`,
  UnsignedPrice: `${MODULES}/imports/tables.ts#UnsignedPriceParent`,
  PriceSource: `${MODULES}/imports/tables.ts#Source`,
  Submission: `${MODULES}/offers/tables.ts#SubmissionParent`,
  Listing: `${MODULES}/offers/tables.ts#ListingParent`,
  QuoteConnection: `${MODULES}/discovery/parents.ts#Answer`,
  PickAnswer: `${MODULES}/discovery/parents.ts#PickParent`,
  Quote: `${MODULES}/discovery/parents.ts#QuoteParent`,
  Exclusion: `${MODULES}/discovery/parents.ts#ExclusionParent`,
  StandingQuote: `${MODULES}/discovery/parents.ts#StandingParent`,
  Cause: `${MODULES}/discovery/parents.ts#CauseParent`,
  Link: `${MODULES}/links/tables.ts#LinkParent`,
  LinkClaim: `${MODULES}/links/tables.ts#LinkClaimParent`,
  Payment: `${MODULES}/payments/tables.ts#PaymentParent`,
  PaymentSummary: `${MODULES}/payments/tables.ts#PaymentSummaryParent`,
  PaymentWindow: `${MODULES}/payments/tables.ts#PaymentWindowParent`,
  AssetAmount: `${MODULES}/payments/tables.ts#AmountParent`,
  AssetCustom: `${MODULES}/payments/tables.ts#CustomParent`,
  AgentAddress: `${MODULES}/payments/tables.ts#AgentAddressParent`,
  Reputation: `${MODULES}/trust/tables.ts#ReputationParent`,
  TrustScore: `${MODULES}/trust/parents.ts#TrustScoreParent`,
  FacetScore: `${MODULES}/trust/parents.ts#FacetScoreParent`,
  TrustPrior: `${MODULES}/trust/parents.ts#FacetScoreParent`,
  TrustEvidence: `${MODULES}/trust/parents.ts#TrustScoreParent`,
  Contribution: `${MODULES}/trust/parents.ts#ContributionParent`,
  IgnoredOpinion: `${MODULES}/trust/parents.ts#IgnoredOpinionParent`,
  ScoreChange: `${MODULES}/trust/parents.ts#ScoreChangeParent`,
  Feedback: `${MODULES}/trust/tables.ts#FeedbackParent`,
  Opinion: `${MODULES}/trust/tables.ts#OpinionParent`,
  TagSummary: `${MODULES}/trust/tables.ts#TagSummaryParent`,
  FeedbackFile: `${MODULES}/trust/tables.ts#FeedbackFileParent`,
  ProofOfPayment: `${MODULES}/payments/tables.ts#ProofParent`,
  FeedbackResponse: `${MODULES}/trust/tables.ts#FeedbackResponseParent`,
  Validation: `${MODULES}/trust/tables.ts#ValidationParent`,
  ValidationResponse: `${MODULES}/trust/tables.ts#ValidationResponseParent`,
}

/** Types of the resolvers, whose parents are rows. */
const resolverTypes = (): Promise<string> => {
  const folder = join(SCHEMA, 'graphql')
  const sdl = readdirSync(folder)
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  const config = {
    mappers,
    contextType: '../core/context.ts#Context',
    scalars: {
      ID: 'string',
      DateTime: { input: 'number', output: 'number' },
      Decimal: {
        input: "import('../core/rational.ts').Rational",
        output: "import('../core/rational.ts').Rational | string",
      },
      BigInt: { input: 'bigint', output: 'bigint | number | string' },
      JSON: { input: 'unknown', output: 'unknown' },
    },
    enumsAsTypes: true,
    immutableTypes: true,
    useTypeImports: true,
    avoidOptionals: { field: true, inputValue: false },
    emitLegacyCommonJSImports: false,
    strictScalars: true,
  }
  return codegen({
    filename: 'schema.ts',
    documents: [],
    config,
    schema: parse(sdl),
    schemaAst: buildSchema(sdl),
    plugins: [{ typescript: {} }, { 'typescript-resolvers': {} }],
    pluginMap: { typescript, 'typescript-resolvers': resolvers },
  })
}

await main(process.argv.slice(2))
