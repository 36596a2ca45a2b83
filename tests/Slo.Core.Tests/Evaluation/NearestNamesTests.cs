using Slo.Definitions;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class NearestNamesTests
{
    [Fact]
    public void Hint_WithoutNames_SaysSo()
    {
        Assert.Equal("none is declared", NearestNames.Hint("x", []));
    }

    [Fact]
    public void Hint_OfATypo_NamesTheThreeNearestFirst()
    {
        Assert.Equal("the nearest of 4 declared: 'cart', 'card', 'chart'", NearestNames.Hint("cart", ["chart", "zebra", "card", "cart"]));
    }

    [Fact]
    public void Hint_WhateverTheCase_ComparesLettersAlone()
    {
        Assert.Equal("the nearest of 2 declared: 'İstanbul', 'latency'", NearestNames.Hint("İSTANBUL", ["latency", "İstanbul"]));
        Assert.Equal("the nearest of 2 declared: 'latency', 'search'", Definition.InEveryCulture(() => NearestNames.Hint("LATENCI", ["search", "latency"])));
    }

    [Fact]
    public void Hint_OfAVeryLongName_StaysCheap()
    {
        Assert.Equal("the nearest of 1 declared: 'a'", NearestNames.Hint(new string('a', 1_000_000), ["a"]));
    }
}
