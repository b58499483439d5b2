#!/usr/bin/perl
# Stands in the decoder's place and tries what no decoder needs; says in one line what was refused
# and what was done. Arguments: a file that is nobody's business, a folder that anybody may write
# to, the parent's process id; called otherwise, as a decoder is, it tries what every machine has.
use strict;
use POSIX ();
use Socket;

my ($secret, $folder, $parent) = @ARGV == 3 ? @ARGV : ('/etc/passwd', '/tmp', getppid());
my $arm = -e '/lib/ld-linux-aarch64.so.1';
my @said;

sub tried { my ($what, $got) = @_; push @said, "$what " . ($got ? 'done' : 'refused') }

tried('read', open(my $passwd, '<', '/etc/passwd'));
tried('read secret', open(my $file, '<', $secret));
tried('read environment', open(my $environment, '<', "/proc/$parent/environ"));
tried('list', opendir(my $root, '/'));
tried('write', open(my $out, '>', "$folder/intruder"));
tried('append', open(my $more, '>>', $secret));
tried('make folder', mkdir("$folder/intruded"));
tried('link', symlink($secret, "$folder/link"));
tried('mode', chmod(0777, $secret));
tried('rename', rename($secret, "$secret.moved"));
tried('delete', unlink($secret, "$secret.moved"));
tried('socket', socket(my $tcp, PF_INET, SOCK_STREAM, 0));
tried('socket 6', socket(my $udp, PF_INET6, SOCK_DGRAM, 0));
tried('local socket', socket(my $local, PF_UNIX, SOCK_STREAM, 0));
my $child = fork();
POSIX::_exit(0) if defined $child && $child == 0;
tried('fork', defined $child);
tried('pipe', pipe(my $in, my $end));
tried('signal', kill(0, $parent));
tried('environment', scalar(grep { $_ ne 'PWD' } keys %ENV));
# Two gigabytes to write to: of its own, then shared, which other limits do not count.
for my $kind (['memory', 0x22], ['shared memory', 0x21]) {
  my $got = syscall($arm ? 222 : 9, 0, 2 << 30, 3, $kind->[1], -1, 0);
  tried($kind->[0], $got != -1);
}
print join(', ', @said), "\n";
