using System.CommandLine;

namespace Slo.Cli.Infrastructure;

/// <summary>
/// A verb of the tool: a command with examples, whose results go to standard output and whose notes go to standard error.
/// </summary>
/// <remarks>A verb sets its action in its constructor, and is added to <see cref="SloTool"/>.</remarks>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that work, for the end of its help.</summary>
    internal abstract IReadOnlyList<string> Examples { get; }
}
