namespace Slo.Cli.Status;

/// <summary>Where the status of objectives is read.</summary>
internal interface IStatusSource
{
    /// <summary>The address, for messages: without secrets.</summary>
    string Address { get; }

    /// <summary>As of when the last reading is, UTC; null: of that moment.</summary>
    DateTimeOffset? AsOf => null;

    /// <summary>Every objective, by name.</summary>
    /// <exception cref="Infrastructure.ToolException">The source did not answer.</exception>
    Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(CancellationToken cancel);
}
