# An Exim that this machine does not notice: run by `unshare -m`, with an empty folder and the port as arguments.
# It installs itself over an overlay of /, and listens on the loopback; nothing of it is left when it ends.
set -eu
base=$1 port=$2
mount -t tmpfs none "$base"
mkdir "$base/upper" "$base/work" "$base/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" "$base/root"
root=$base/root
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
install="env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends exim4-daemon-light"
chroot "$root" $install >&2 || { chroot "$root" apt-get update -qq >&2 && chroot "$root" $install >&2; }
mkdir -p "$root/var/box"
chmod 777 "$root/var/box"
cat > "$root/etc/exim4/server.pem"
chroot "$root" chown root:Debian-exim /etc/exim4/server.pem
chmod 640 "$root/etc/exim4/server.pem"
sed "s/PORT/$port/" > "$root/etc/exim4/exim4.conf" <<'CONFIG'
primary_hostname = mx.flong.test
local_interfaces = 127.0.0.1
daemon_smtp_ports = PORT
host_lookup =
rfc1413_query_timeout = 0s
tls_advertise_hosts = *
tls_certificate = /etc/exim4/server.pem
tls_privatekey = /etc/exim4/server.pem
chunking_advertise_hosts = *
smtp_accept_queue_per_connection = 0
message_size_limit = 200000
acl_smtp_rcpt = of_recipients
acl_smtp_data = of_messages
begin acl
of_recipients:
  deny recipients = nobody@mail.example
       message = 550 5.1.1 No such user here
  defer recipients = full@mail.example
       message = 452 4.2.2 Mailbox full
  accept domains = mail.example
  deny message = 550 5.7.1 not ours
of_messages:
  accept
begin routers
box:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = /var/box
  maildir_format
  create_directory
  delivery_date_add = false
  envelope_to_add
  return_path_add
  user = nobody
CONFIG
exec chroot "$root" exim4 -bdf
