#!/usr/bin/perl
# tools.pl FOLDER <LIST: fills FOLDER with links to every tool of the packages named on standard input and
# of what they depend on. With that folder as the whole PATH, a tool of another package is not found.
use strict;
use warnings;
use lib 'tests/house'; # run from the top of the tree
use closure;

my ($folder) = @ARGV or die "usage: tools.pl FOLDER <LIST\n";
my @list = map { chomp; $_ } <STDIN>;
my $stamp = join("\n", @list, (stat '/var/lib/dpkg/status')[9]) . "\n";
if (open my $old, '<', "$folder/.stamp") {
    local $/;
    exit 0 if <$old> eq $stamp;
}
system('rm', '-rf', $folder) == 0 && system('mkdir', '-p', $folder) == 0 or die "$folder: cannot be made\n";
my %owned;
for my $path (closure::files(closure::of(@list))) {
    $owned{$path} = 1;
    $owned{"/usr$path"} = 1 if $path =~ m{^/s?bin/};
}
my %link;
for my $path (keys %owned) {
    $link{$1} = $path if $path =~ m{^(?:/usr)?/s?bin/([^/]+)$} && -x $path;
}
for my $alternative (glob '/etc/alternatives/*') { # cc, awk, ...
    my ($name) = $alternative =~ m{([^/]+)$};
    my $target = readlink $alternative // next;
    $link{$name} //= $target if $owned{$target} && -x $target;
}
# npm and node are wanted only where none is found; what is found counts, whoever brought it.
for my $name ('node', 'npm') {
    next if $link{$name};
    for my $place (split /:/, $ENV{PATH}) {
        if (-x "$place/$name") { $link{$name} = "$place/$name"; last }
    }
}
while (my ($name, $target) = each %link) {
    symlink $target, "$folder/$name";
}
open my $new, '>', "$folder/.stamp" or die "$folder/.stamp: $!\n";
print $new $stamp;
