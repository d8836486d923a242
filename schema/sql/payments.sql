-- Transfers of the configured payment assets that touch a watched address, as exact facts.

create table payment (
  chain text not null,
  id text not null,                     -- position of Transfer
  asset text not null,
  payer text not null,
  payee text not null,
  amount text not null,                 -- atomic units, uint256 as 64 hex digits
  time bigint not null,                 -- Unix seconds of the block
  tx text not null,
  nonce text,                           -- of the EIP-3009 authorization that it settled; null: none
  payer_operator text,                  -- whose account that was then, else who said to be paid there; null: nobody's
  payee_operator text,
  self integer not null,                -- 1: the payer was provably an account of whom it paid
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index payment_by_time on payment (time, chain, id);
create index payment_by_payer on payment (payer, time, chain, id);
create index payment_by_payee on payment (payee, time, chain, id);
create index payment_by_asset on payment (asset, time, chain, id);
create index payment_by_payer_operator on payment (payer_operator, self, time, chain, id) where payer_operator is not null;
create index payment_by_payee_operator on payment (payee_operator, self, time, chain, id) where payee_operator is not null;
create index payment_by_tx on payment (tx);

-- The last EIP-3009 authorization of an account that was used in a transaction, and the transfer that it was for.
create table authorization_used (
  chain text not null,
  id text not null,                     -- transaction / asset / authorizer
  asset text not null,
  authorizer text not null,
  tx text not null,
  nonce text not null,
  payment text,                         -- position of the next Transfer of the authorizer there; null: none yet
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- Whose account an address provably is: it registered agents itself, or signed to be the wallet of one. The first proof stands.
create table account (
  chain text not null,
  id text not null,                     -- address
  operator text not null,               -- the account that registered: the address itself, or that of its agent
  how text not null,                    -- registrant | wallet
  since text not null,                  -- position
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index account_by_operator on account (operator);

-- Addresses that an operator says are its own to be paid at; counts where nobody has proved otherwise. The first to say so stands.
create table pay_to (
  chain text not null,
  id text not null,                     -- address
  operator text not null,
  place text not null,                  -- the agent or DID whose offer says so
  since text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index pay_to_by_operator on pay_to (operator);

-- Every address that an agent was ever of, by whatever role. What holds for all agents of an account stands under the account
-- itself: whom it approved for all of them, and where its DID and its announcements on the board say it is paid. Never dropped.
create table binding (
  chain text not null,
  id text not null,                     -- agent or account / address
  agent text not null,                  -- agent or account
  address text not null,
  roles text not null,                  -- of controller, operator, owner, pay_to, registrant, wallet: sorted, joined by spaces
  proven integer not null,              -- 1: the address itself agreed (it registered, or signed)
  since text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index binding_by_address on binding (address);
create index binding_by_agent on binding (agent, since);

-- Under whom an agent stands, and how often it was passed on.
create table tenure (
  chain text not null,
  id text not null,                     -- agent
  operator text not null,               -- the operator of the account that registered it: for ever, whoever buys it
  owner text not null,
  sales bigint not null,                -- transfers since the mint
  sold text,                            -- position of the last; null: none
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index tenure_by_operator on tenure (operator);

-- What an account paid the accounts of an operator on a day, and got back from them.
create table spend (
  chain text not null,
  id text not null,                     -- payer / operator / asset / day
  payer text not null,
  operator text not null,
  asset text not null,
  day bigint not null,
  paid text not null,                   -- atomic units, uint256 as 64 hex digits
  returned text not null,
  payments bigint not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index spend_by_payer on spend (payer, operator);
create index spend_by_operator on spend (operator, payer);
create index spend_by_day on spend (chain, day);

-- The same since ever.
create table customer (
  chain text not null,
  id text not null,                     -- payer / operator / asset
  payer text not null,
  payer_operator text,                  -- whose account the payer provably is; null: nobody's
  operator text not null,
  asset text not null,
  paid text not null,
  returned text not null,
  payments bigint not null,
  day bigint,                           -- of the last payment; null: it was only ever paid itself
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index customer_by_operator on customer (operator, asset, day);
create index customer_by_payer_operator on customer (payer_operator, operator) where payer_operator is not null;
create index customer_that_operates on customer (operator, payer_operator) where payer_operator is not null;

-- What an operator took on a day, over all who paid.
create table taking (
  chain text not null,
  id text not null,                     -- operator / asset / day
  operator text not null,
  asset text not null,
  day bigint not null,
  paid text not null,
  returned text not null,               -- of what the same payers paid on this day or before; what others were paid is not in it
  payments bigint not null,
  own bigint not null,                  -- payments between its own accounts, which are in no sum
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index taking_by_operator on taking (operator, day);

-- What an account sent to an address that an operator only says is its own, and what came back. No more than was sent counts
-- as returned: else to name the address of another would undo what its customers paid elsewhere.
create table claimed_flow (
  chain text not null,
  id text not null,                     -- payer / address / asset
  paid text not null,
  returned text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
