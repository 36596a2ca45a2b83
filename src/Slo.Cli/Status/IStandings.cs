namespace Slo.Cli.Status;

/// <summary>Somebody who knows how objectives stand.</summary>
internal interface IStandings
{
    /// <summary>Who is asked, for messages: without secrets.</summary>
    string Address { get; }

    /// <summary>Every objective, by name.</summary>
    /// <exception cref="Conduct.ToolException">No answer could be had.</exception>
    Task<IReadOnlyList<Standing>> ReadAsync(CancellationToken cancel);
}
