/** The question that GraphiQL opens with. */
export const EXAMPLE = `# Who charges a car with 32.4 kWh and 25 idle minutes, near Oslo, for the least money in total?
{
  quote(
    job: {
      category: "osm:amenity=charging_station"
      quantities: [
        { meter: "energy", value: "32.4", unit: "kW.h" }
        { meter: "idle", value: "25", unit: "min" }
      ]
      near: { latitude: "59.91", longitude: "10.75", withinMeters: 50000 }
    }
  ) {
    nodes {
      rank
      offer { name }
      charge { meter quantity unit amount currency }
      total { amount currency atomic asset }
      landed { amount currency }
      accepts
    }
    exclusions { nodes { offer { name } reason detail } }
    _meta { heads { chain number } }
  }
}
`
