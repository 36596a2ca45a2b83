namespace Slo.Hosting.Delivery;

/// <summary>A state that a receiver is to be given: it is on until a later item with the same key ends it.</summary>
internal interface IDeliverable
{
    /// <summary>What it is about: a later item with the same key takes the place of this one.</summary>
    string Key { get; }

    /// <summary>Whether it says that the state is over.</summary>
    bool IsEnd { get; }

    /// <summary>The greater the more urgent.</summary>
    int Urgency { get; }
}
