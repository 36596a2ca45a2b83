namespace Slo.Hosting.Tests.Sources.Polling;

/// <summary>A source of the app, as a test says.</summary>
internal sealed class ScriptedSource : SloSource
{
    public override string Kind => "Scripted";

    /// <summary>What the settings of the source can hold.</summary>
    internal string? Secret { get; private set; }

    internal ScriptedSystem System { get; set; } = new();

    public override async Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSourceRequest request, CancellationToken cancellationToken)
    {
        System.Requests.Enqueue(request);
        return await System.Answer(request, cancellationToken);
    }

    protected internal override string? GetRefusal(QueryIndicator queries) => queries.Raw is null ? null : "is a ratio";

    protected internal override void DescribeSettings(SloSettings settings)
    {
        settings.Text(nameof(Secret), Secret, value => Secret = value);
        base.DescribeSettings(settings);
    }
}
