/** How often a second a work is done, once it has been done before. */
export const perSecond = async (rounds: number, work: () => Promise<unknown>): Promise<number> => {
  await work()
  const begin = performance.now()
  for (let i = 0; i < rounds; i += 1) await work()
  return (rounds * 1_000) / (performance.now() - begin)
}
