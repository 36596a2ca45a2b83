namespace Slo.SideBySide;

/// <summary>When one side said that the alert fires, and when that it does not any more: the first time of each.</summary>
internal sealed class Observation(string side)
{
    internal string Side => side;

    internal DateTimeOffset? Fired { get; private set; }

    internal DateTimeOffset? Resolved { get; private set; }

    internal void Saw(bool isFiring, DateTimeOffset at)
    {
        if (isFiring)
        {
            Fired ??= at;
        }
        else if (Fired is not null)
        {
            Resolved ??= at;
        }
    }
}
