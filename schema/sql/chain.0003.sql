-- The day up to which derived tables were computed. Those tables are versioned by day, and hold from its first block on.

create table derived_day (
  chain text not null primary key,
  day bigint not null                   -- UTC day of block time
);
