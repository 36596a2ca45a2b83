namespace Slo.Cli.Infrastructure;

/// <summary>The exit codes. docs/cli.md has the table.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>A gate or a validation failed: the definitions, the trace, the objective.</summary>
    internal const int Failed = 1;

    /// <summary>The command line is wrong, or names a file that cannot be read or written.</summary>
    internal const int Usage = 2;

    /// <summary>No answer could be had: no data, no server, or a standard output that takes nothing.</summary>
    internal const int Undecided = 3;

    /// <summary>A fault of the tool itself.</summary>
    internal const int Broken = 70;

    /// <summary>Ctrl-C.</summary>
    internal const int Interrupted = 130;
}
