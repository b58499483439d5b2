# Puts the fence up around itself, then becomes the program (docs/decisions/0205). Perl, because it
# is on every Debian, starts in a few milliseconds, and can make system calls that have no command.
#
# Arguments: the parent's process id, the most writable memory in bytes, the most processor time in
# seconds, the seccomp filter in hexadecimal, the paths that may be read with newlines between them,
# the program, its arguments. Exits with 97 where a part of the fence cannot be put up, and with 98
# where the program cannot be started; one line on standard error says why.
use strict;
use POSIX ();

my ($parent, $memory, $seconds, $filter, $readable, $program, @arguments) = @ARGV;

# Numbers of system calls: x86_64, then arm64.
my $arm = (POSIX::uname())[4] eq 'aarch64' ? 1 : 0;
my %call = (
  prctl => [157, 167], capset => [126, 91], seccomp => [317, 277], prlimit64 => [302, 261],
  close_range => [436, 436], landlock_create_ruleset => [444, 444],
  landlock_add_rule => [445, 445], landlock_restrict_self => [446, 446],
);

sub give_up { my ($code, $why) = @_; print STDERR "$why\n"; POSIX::_exit($code) }

sub must {
  my ($what, $name, @values) = @_;
  my $result = syscall($call{$name}[$arm], @values);
  give_up(97, "$what: $!") if $result < 0;
  return $result;
}

# Numbers must be numbers here: syscall passes the address of anything that was ever a string.
sub limit {
  my ($resource, $most) = @_;
  my $limits = pack('QQ', $most, $most);
  must("limit $resource", 'prlimit64', 0, $resource + 0, $limits, 0);
}

# It inherits no open file but its three.
must('open files', 'close_range', 3, 0x7fffffff, 0);
limit(0, $seconds + 0);      # RLIMIT_CPU
limit(1, 0);                 # RLIMIT_FSIZE
limit(2, $memory + 0);       # RLIMIT_DATA: heap, private mappings, the stacks of threads
limit(3, 8 << 20);           # RLIMIT_STACK
limit(4, 0);                 # RLIMIT_CORE
limit(7, 64);                # RLIMIT_NOFILE

# No capability, though it be root, and none to come by.
my $header = pack('LL', 0x20080522, 0);
my $none = pack('L6', 0, 0, 0, 0, 0, 0);
must('capabilities', 'capset', $header, $none);
must('no new privileges', 'prctl', 38, 1, 0, 0, 0);

# It ends with its parent.
must('parent', 'prctl', 1, 9, 0, 0, 0);
give_up(97, 'the parent is gone') if getppid() != $parent;

# Landlock: of files it may read these and nothing else. A kernel without it says so here.
my $version = must('Landlock', 'landlock_create_ruleset', 0, 0, 1);
my $rights = $version >= 5 ? 0xffff : $version >= 3 ? 0x7fff : $version >= 2 ? 0x3fff : 0x1fff;
my $attributes = pack('Q', $rights);
my $rules = must('Landlock', 'landlock_create_ruleset', $attributes, 8, 0);
for my $path (split(/\n/, $readable), $program) {
  sysopen(my $place, $path, 0x200000) or next; # O_PATH; what is not there needs no rule
  my $allowed = -d $place ? 0xd : 0x5;         # read files and folders, run programs
  my $rule = pack('Ql', $allowed, fileno($place));
  must("Landlock, $path", 'landlock_add_rule', $rules, 1, $rule, 0);
}
must('Landlock', 'landlock_restrict_self', $rules, 0);

# seccomp, last: it refuses most of the calls above.
my $code = pack('H*', $filter);
my $filtered = pack('S x![P] P', length($code) / 8, $code);
must('seccomp', 'seccomp', 1, 0, $filtered);

%ENV = ();
{ no warnings; exec { $program } $program, @arguments }
give_up(98, "$program cannot be started: $!");
