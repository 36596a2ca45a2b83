namespace Slo.Hosting.Delivery;

/// <summary>A state for a receiver. It is on until a later item with the same key ends it.</summary>
internal interface IDeliverable
{
    /// <summary>What it is about: a later item with the same key takes the place of this one.</summary>
    string Key { get; }

    /// <summary>Whether the state has ended.</summary>
    bool IsEnd { get; }

    /// <summary>The greater the more urgent.</summary>
    int Urgency { get; }
}
