import type { Plugin } from 'graphql-yoga'
import { SMALLER } from './limits.ts'
import type { Serving } from './serving.ts'

/** Sends no answer of more than `answerBytes`; says so instead. */
export const bounded = ({ answerBytes }: Pick<Serving, 'answerBytes'>): Plugin => ({
  onResponse: ({ response, setResponse, fetchAPI }) => {
    if (Number(response.headers.get('content-length') ?? 0) <= answerBytes) return
    const message = `the answer has more than ${answerBytes} bytes`
    const errors = [{ message, extensions: { code: 'too_large', hint: SMALLER } }]
    setResponse(fetchAPI.Response.json({ data: null, errors }))
  },
})
