namespace Slo.Cli.Conduct;

/// <summary>What the tool says to scripts. docs/cli.md has the table.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>A gate or a validation failed: the definitions, the trace, the objective.</summary>
    internal const int Failed = 1;

    /// <summary>The command line is wrong, or names a file that is not there.</summary>
    internal const int Usage = 2;

    /// <summary>No answer could be had: no data, or nobody there to ask.</summary>
    internal const int Undecided = 3;

    /// <summary>Ctrl-C.</summary>
    internal const int Interrupted = 130;
}
