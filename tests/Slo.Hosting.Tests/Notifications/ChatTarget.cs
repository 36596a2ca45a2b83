namespace Slo.Hosting.Tests.Notifications;

/// <summary>A channel as an app writes one.</summary>
internal sealed class ChatTarget(ChannelProbe probe) : SloNotificationTarget
{
    internal string Room { get; set; } = "lobby";

    internal int Loudness { get; set; } = 5;

    public override Task<SloNotificationResult> SendAsync(SloNotificationBatch batch, CancellationToken cancellationToken) =>
        probe.SendAsync(this, Room, batch, cancellationToken);

    protected internal override void DescribeSettings(SloSettings settings)
    {
        base.DescribeSettings(settings);
        settings.Text("Room", Room, value => Room = value);
        settings.Number("Loudness", Loudness, value => Loudness = value, 1, 10);
    }

    protected internal override IEnumerable<string> GetFaults() => Room.StartsWith('#') ? ["Room: must not begin with #"] : [];
}
