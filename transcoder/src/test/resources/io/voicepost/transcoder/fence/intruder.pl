# Stands in the decoder's place and tries what no decoder needs. Prints a line for each try: its
# name, and "refused" or what it got. Arguments: a file that exists and is nobody's business, a
# folder that anybody may write to, the process id of the parent.
use strict;
use Socket;

my ($secret, $folder, $parent) = @ARGV;

sub tried { my ($what, $got) = @_; print "$what ", ($got ? "done" : "refused"), "\n" }

tried('read', open(my $passwd, '<', '/etc/passwd'));
tried('read-secret', open(my $file, '<', $secret));
tried('read-environment', open(my $environment, '<', "/proc/$parent/environ"));
tried('list', opendir(my $root, '/'));
tried('write', open(my $out, '>', "$folder/intruder"));
tried('append', open(my $more, '>>', $secret));
tried('make-folder', mkdir("$folder/intruded"));
tried('delete', unlink($secret));
tried('rename', rename($secret, "$secret.moved"));
tried('link', symlink($secret, "$folder/link"));
tried('mode', chmod(0777, $secret));
tried('socket', socket(my $tcp, PF_INET, SOCK_STREAM, 0));
tried('socket-6', socket(my $udp, PF_INET6, SOCK_DGRAM, 0));
tried('socket-local', socket(my $local, PF_UNIX, SOCK_STREAM, 0));
my $child = fork();
exit(0) if defined $child && $child == 0;
tried('fork', defined $child);
tried('pipe', pipe(my $in, my $end));
tried('signal', kill(0, $parent));
tried('run', defined(my $pid = open(my $pipe, '-|', '/bin/true')));
tried('environment', scalar(keys %ENV));
$| = 1;
# Two gigabytes, of which Perl does not know before it runs; refused, it ends Perl.
my $bytes = 2 << 30;
my $memory = 'x' x $bytes;
tried('memory', length $memory);
