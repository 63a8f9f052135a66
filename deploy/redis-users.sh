#!/bin/sh
# Makes the passwords of deploy/redis.acl once, and from them what Redis and the services read. For any POSIX shell with
# sha256sum; compose.yaml runs it before Redis, a person may as well.
#
# Usage: sh redis-users.sh <redis.acl> <folder for Redis> <folder for workers> <folder for gateways>
#        [<folder for operators>]
#
# Afterwards the first folder holds users.acl, for `redis-server --aclfile`: hashes, no password. The others hold
# redis-url, for REDIS_URL_FILE; REDIS_ADDRESS (redis:6379) is the address in it. A password that is there stays: take
# the folder's content away and restart all to have a new one.
set -eu
umask 077
template=$1 redis=$2 worker=$3 gateway=$4 operator=${5-}
address=${REDIS_ADDRESS:-redis:6379}

# 256 bits from the kernel.
new_password() { head -c 32 /dev/urandom | sha256sum | cut -d ' ' -f 1; }

# In one step: nobody reads half a file, and one that nobody may write is replaced.
write() { # file, mode; content on standard input
  rm -f "$1.part"
  cat >"$1.part"
  chmod "$2" "$1.part"
  mv -f "$1.part" "$1"
}

# Makes the password where it is not there, writes the address for that user, and prints the hash.
prepare() { # user, folder
  if [ ! -s "$2/password" ]; then new_password | write "$2/password" 400; fi
  password=$(cat "$2/password")
  # The service runs under another user: who is given the folder may read the address. Give it to nobody else.
  printf 'redis://%s:%s@%s/0\n' "$1" "$password" "$address" | write "$2/redis-url" 444
  printf %s "$password" | sha256sum | cut -d ' ' -f 1
}

worker_hash=$(prepare worker "$worker")
gateway_hash=$(prepare gateway "$gateway")
# Nobody may give orders where no folder for operators is named.
if [ -n "$operator" ]; then operator_rule="s/OPERATOR_SHA256/$(prepare operator "$operator")/"; else operator_rule='/^user operator /d'; fi
sed -e '/^#/d' -e '/^$/d' -e "s/WORKER_SHA256/$worker_hash/" -e "s/GATEWAY_SHA256/$gateway_hash/" -e "$operator_rule" "$template" |
  write "$redis/users.acl" 444
