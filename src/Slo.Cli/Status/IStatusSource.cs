namespace Slo.Cli.Status;

/// <summary>Where the status of objectives is read.</summary>
internal interface IStatusSource
{
    /// <summary>The address, for messages: without secrets.</summary>
    string Address { get; }

    /// <summary>As of when the last reading is, UTC; null: of that moment.</summary>
    DateTimeOffset? AsOf => null;

    /// <summary>The decision of the release gate; null if the source has none: Prometheus, and apps of earlier versions.</summary>
    /// <param name="names">The objectives; none: all.</param>
    /// <param name="cancel">Ends it.</param>
    Task<GateAnswer?> ReadGateAsync(IReadOnlyList<string> names, CancellationToken cancel) => Task.FromResult<GateAnswer?>(null);

    /// <summary>The status of the levels of error-budget policies; null if the source has no policies.</summary>
    Task<IReadOnlyList<PolicyRow>?> ReadPoliciesAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<PolicyRow>?>(null);

    /// <summary>Every objective, by name.</summary>
    /// <exception cref="Infrastructure.ToolException">The source did not answer.</exception>
    Task<IReadOnlyList<ObjectiveStatus>> ReadAsync(CancellationToken cancel);
}
