-- Prices that nobody signed, as configured sources state them. Claims, keyed by the bytes that stated them.

create table unsigned_price (
  kind text not null,                   -- x402 | bazaar | erc8257
  uri_id text not null,                 -- SHA-256 of the URL of the source
  content text not null,                -- SHA-256 of the bytes it served
  place bigint not null,                -- which price of the document it is, from 0
  id text not null,                     -- keccak-256 of source, resource and entry
  sub text not null,                    -- resource # id
  resource text not null,               -- URL of what is sold
  network text not null,                -- CAIP-2
  asset text,                           -- CAIP-19 in our spelling; null: it has no name that we know
  payee text not null,                  -- in lower case where the network is an EVM chain
  ceiling integer not null,             -- 1: the amount is not the price of a request, but at best the most it may cost
  accepts text not null,                -- JSON: the entry as the source says
  terms text,                           -- JSON: name, endpoint, tariff and pay of an offer; null: no asset, no offer
  primary key (kind, uri_id, content, place)
);
create index unsigned_price_by_sub on unsigned_price (kind, uri_id, content, sub);

-- Every fetch that found a source readable, whether or not anything had changed.
create table price_fetch (
  kind text not null,
  uri_id text not null,
  fetched_at bigint not null,           -- Unix seconds of the node's clock
  content text not null,
  primary key (kind, uri_id, fetched_at)
);
