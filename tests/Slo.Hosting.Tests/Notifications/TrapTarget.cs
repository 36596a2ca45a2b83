namespace Slo.Hosting.Tests.Notifications;

/// <summary>A channel of which one member throws when a test says so, with a secret in the message.</summary>
internal sealed class TrapTarget(ChannelProbe probe) : SloNotificationTarget, IDisposable
{
    internal const string Secret = "pl4nt3ds3cr3t";

    internal string Room { get; set; } = "lobby";

    protected internal override int BatchSize => Guard(nameof(BatchSize), 1);

    protected internal override TimeSpan? RepeatInterval => Guard<TimeSpan?>(nameof(RepeatInterval), null);

    protected internal override bool IsAlertPerSeverity => Guard(nameof(IsAlertPerSeverity), false);

    protected internal override string Receiver => Guard(nameof(Receiver), Room);

    public override Task<SloNotificationResult> SendAsync(SloNotificationBatch batch, CancellationToken cancellationToken) =>
        probe.SendAsync(this, Room, batch, cancellationToken);

    protected internal override void DescribeSettings(SloSettings settings)
    {
        base.DescribeSettings(settings);
        settings.Text("Room", Guard(nameof(DescribeSettings), Room), value => Room = Guard("Setter", value));
    }

    public void Dispose() => probe.Disposed.Enqueue(Guard(nameof(Dispose), Room));

    // Throws when it is gone through, and not when it is called.
    protected internal override IEnumerable<string> GetFaults() => Enumerable.Range(0, 1).Select(_ => Guard(nameof(GetFaults), "")).Where(fault => fault.Length > 0);

    private T Guard<T>(string member, T value) => probe.Trap == member ? throw new FormatException(Secret) : value;
}
