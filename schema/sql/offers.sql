-- Where offers were announced (facts), and the signed tokens behind the URIs (claims).

create table announcement (
  chain text not null,
  id text not null,                     -- place / index or hash: one row per slot that can hold an announcement
  carrier text not null,                -- board | did | agent
  place text not null,                  -- the board, DID or agent that carries it
  uri text not null,
  uri_id text not null,                 -- SHA-256 of the URI
  pinned integer not null,              -- 1: the URI or the offer id fixes the content
  offer_id text,                        -- what it was announced to hold
  subject text,                         -- keccak-256 of the offer's `sub`, where announced
  seq bigint,
  announcer text,                       -- who paid for the announcement, where known
  valid_to bigint,                      -- Unix seconds after which it no longer stands; null: for ever
  announced text not null,              -- position: the same URI said again is another announcement
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index announcement_by_uri on announcement (uri_id);
create index announcement_by_place on announcement (place, announced);
create index announcement_by_offer on announcement (offer_id, announced) where offer_id is not null;
create index announcement_by_subject on announcement (subject, announced) where subject is not null;
create index announcement_by_announcer on announcement (announcer, announced) where announcer is not null;

-- A token whose signature was found good, by a key that its issuer has had. Whether it is in force is asked, not stored.
create table token (
  id text not null primary key,         -- keccak-256 of the signing input (header.payload)
  issuer text not null,                 -- the DID in our spelling
  sub text not null,
  subject text not null,                -- keccak-256 of sub
  seq bigint not null,
  starts bigint not null,               -- nbf, else iat
  expires bigint,                       -- exp; null for a withdrawal
  void integer not null,
  kid text not null,
  key text not null,                    -- the key that verified it: address:<hex>, secp256k1:<hex>, ed25519:<hex>, p256:<hex>
  name text not null,
  payload text not null,                -- canonical JSON
  jwt text not null,
  known_at bigint not null,             -- Unix seconds of the node's clock
  nr bigint not null                    -- the order in which the rows came, from 1
);
create index token_by_nr on token (nr);
create index token_by_sub on token (sub, seq);
create index token_by_issuer on token (issuer, sub);

create table token_category (
  category text not null,
  token text not null,
  sub text not null,
  primary key (category, token)
);

-- Which URI was seen to serve which token.
create table token_document (
  uri_id text not null,
  token text not null,
  nr bigint not null,                   -- the order in which the rows came, from 1
  primary key (uri_id, token)
);
create index token_document_by_nr on token_document (nr);
create index token_document_by_token on token_document (token);
