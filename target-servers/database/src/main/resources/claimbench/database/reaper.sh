# Waits until its standard input ends, as it does when the process that started it is gone, however it went. Then it ends
# the PostgreSQL whose data lie in $1/data, and removes the folder $1.
trap '' HUP INT TERM
cat > /dev/null
lock="$1/data/postmaster.pid"
pid=$(head -n 1 "$lock" 2> /dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2> /dev/null
  tries=0
  # PostgreSQL removes the file at its end; where it was killed, only its process tells.
  while [ -e "$lock" ] && kill -0 "$pid" 2> /dev/null && [ "$tries" -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  kill -KILL "$pid" 2> /dev/null
fi
rm -rf "$1"
