-- Servers of networks that do not answer, each by its address: how it stands, what it last came to, and a number that counts
-- the changes. One that answers again has no row.
CREATE TABLE server_trouble (
    server    text    PRIMARY KEY,
    standing  text    NOT NULL,
    says      text    NOT NULL,
    seq       bigint  NOT NULL
);
