/** Files of JSON that the operator writes, checked against a schema. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { bad } from './configError.ts'
import { messageOf } from './core/errors.ts'

/** Reads files of a schema of `schema/json`; they throw `bad_config` for the first thing that is wrong with one. */
export const fileReader = <File>(schema: object, name: string): ((path: string) => File) => {
  const validate = new Ajv2020({ strict: true, verbose: true, allowUnionTypes: true }).compile<File>(schema)
  return path => {
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch (cause) {
      throw bad(path, `cannot be read: ${messageOf(cause)}`, 'name a file that this user may read')
    }
    const value = parsed(text)
    // The parser's own words would quote the file, and a file has keys of RPCs in it.
    if (value === undefined)
      throw bad(path, 'is not JSON', 'JSON has no comments, no trailing commas, and double quotes')
    if (validate(value)) return value
    const [error] = validate.errors ?? []
    throw bad(
      `${path}${error ? ` ${keyOf(error)}` : ''}`,
      error?.message ?? 'is not a configuration',
      hintOf(error, name),
    )
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const keyOf = ({ instancePath, params }: ErrorObject): string => {
  const extra = params.additionalProperty ?? params.missingProperty
  return `${instancePath}${extra === undefined ? '' : `/${extra}`}`.slice(1).replaceAll('/', '.')
}

const hintOf = (error: ErrorObject | undefined, name: string): string =>
  error?.keyword === 'additionalProperties'
    ? `known keys: ${Object.keys(error.parentSchema?.properties ?? {}).join(', ')}`
    : `what is accepted stands in schema/json/${name}`
